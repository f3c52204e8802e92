import { Link } from 'wouter';
import icon from './icon.svg';
import classes from './Shell.module.css';

export function Logo() {
  return (
    <Link href="/" className={classes.logo}>
      <img src={icon} width={26} height={26} alt="" />
      Deskhand
    </Link>
  );
}
